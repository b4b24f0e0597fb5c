import * as App from "../App.ts"
import { start } from "../Start.ts"

start(App.layerOneProcess)
