import { defineConfig } from "vite"

export default defineConfig({
  root: "http/dashboard",
  // the other one compiles its readers, which the content security policy forbids
  resolve: { alias: { msgpackr: "msgpackr/index-no-eval" } },
  esbuild: { jsx: "automatic" },
  build: { outDir: "../../dist/dashboard", emptyOutDir: true, chunkSizeWarningLimit: 2_000 },
  server: { proxy: { "/rpc": "http://127.0.0.1:3000", "/api": "http://127.0.0.1:3000" } }
})
