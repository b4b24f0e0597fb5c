/** Settings of a server, given on its command line so that a data folder never carries old ones. */
export type Settings = Readonly<Record<string, string>>

const common = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "128MB",
  jit: "off",
  timezone: "UTC",
  // a client that vanished frees its locks within seconds, not hours
  tcp_keepalives_idle: "5",
  tcp_keepalives_interval: "2",
  tcp_keepalives_count: "3",
  tcp_user_timeout: "10000",
  idle_in_transaction_session_timeout: "60s"
} as const

/** What was committed survives a power cut. */
export const durable: Settings = {
  ...common,
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  wal_compression: "on",
  max_wal_size: "1GB",
  checkpoint_timeout: "5min",
  effective_cache_size: "512MB",
  random_page_cost: "1.1",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
  log_autovacuum_min_duration: "-1"
}

/** For data that is thrown away with the process. */
export const throwaway: Settings = {
  ...common,
  max_connections: "200",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off"
}
