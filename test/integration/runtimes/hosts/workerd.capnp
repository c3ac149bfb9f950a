using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .rooms),
    # The simulator of Kaltura is on this machine.
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);

const rooms :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ".build/workerd.js")],
  compatibilityDate = "2026-11-01",
  bindings = [
    (name = "KALTURA_PARTNER_ID", fromEnvironment = "KALTURA_PARTNER_ID"),
    (name = "KALTURA_ADMIN_SECRET", fromEnvironment = "KALTURA_ADMIN_SECRET"),
    (name = "KAF_URL", fromEnvironment = "KAF_URL"),
    (name = "PAGE_ORIGIN", fromEnvironment = "PAGE_ORIGIN"),
    (name = "UNREACHABLE_URL", fromEnvironment = "UNREACHABLE_URL"),
    (name = "ENDLESS_URL", fromEnvironment = "ENDLESS_URL"),
    (name = "APP_TOKENS", fromEnvironment = "APP_TOKENS"),
    (name = "LTI13", fromEnvironment = "LTI13"),
  ],
);
