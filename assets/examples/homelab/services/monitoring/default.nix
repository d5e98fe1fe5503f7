{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/monitoring";
    description = "A Prometheus server that scrapes an agent on every machine";
    categories = [
      "System"
      "Network"
    ];
    readme = ''
      Put an `agent` on whatever should be watched, best by the tag `nixos`. The `server` finds
      all agents of its instance by itself.

      ## Alerts

      An alert has a PromQL expression, the time for which it has to hold, and a severity:

          alerts.disk-full = {
            expr = "node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.05";
            severity = "critical";
          };
    '';
    constraints.roles.server.minMachines = 1;
  };

  roles.server = {
    description = "Collects the numbers of all agents and raises alerts";

    interface.options = {
      port = mkOption {
        type = types.port;
        default = 9090;
        description = "TCP port of the web interface.";
      };
      scrapeInterval = mkOption {
        type = types.ints.between 5 3600;
        default = 30;
        description = "Seconds between two looks at an agent.";
      };
      retention = mkOption {
        type = types.either (types.enum [ "forever" ]) types.ints.positive;
        default = 90;
        description = "Days to keep numbers, or `forever`.";
      };
      alerts = mkOption {
        type = types.attrsOf (
          types.submodule (
            { name, ... }:
            {
              options = {
                summary = mkOption {
                  type = types.str;
                  default = name;
                  defaultText = lib.literalMD "the name of the alert";
                  description = "One line for the message.";
                };
                expr = mkOption {
                  type = types.str;
                  description = "PromQL expression. The alert is raised where it has a value.";
                };
                forMinutes = mkOption {
                  type = types.ints.unsigned;
                  default = 5;
                  description = "Minutes for which the expression has to hold.";
                };
                severity = mkOption {
                  type = types.enum [
                    "info"
                    "warning"
                    "critical"
                  ];
                  default = "warning";
                  description = "How loud the alert is.";
                };
              };
            }
          )
        );
        default = { };
        description = "Alerts by name.";
      };
      notify = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "https://ntfy.example.org/homelab" ];
        description = "Addresses that get a message for each alert.";
      };
    };

    perInstance =
      {
        instanceName,
        settings,
        roles,
        meta,
        ...
      }:
      {
        nixosModule = {
          services.prometheus = {
            enable = true;
            inherit (settings) port;
            retentionTime = if settings.retention == "forever" then "100y" else "${toString settings.retention}d";
            globalConfig.scrape_interval = "${toString settings.scrapeInterval}s";
            scrapeConfigs = lib.mapAttrsToList (name: agent: {
              job_name = "${instanceName}-${name}";
              static_configs = [
                {
                  targets = [ "${name}.${meta.domain}:${toString agent.settings.port}" ];
                  labels = {
                    machine = name;
                  }
                  // agent.settings.labels;
                }
              ];
            }) roles.agent.machines;
            ruleFiles = lib.optional (settings.alerts != { }) "/etc/prometheus/${instanceName}.rules.json";
          };

          environment.etc."prometheus/${instanceName}.rules.json" = lib.mkIf (settings.alerts != { }) {
            text = builtins.toJSON {
              groups = [
                {
                  name = instanceName;
                  rules = lib.mapAttrsToList (alert: rule: {
                    inherit alert;
                    inherit (rule) expr;
                    for = "${toString rule.forMinutes}m";
                    labels.severity = rule.severity;
                    annotations.summary = rule.summary;
                  }) settings.alerts;
                }
              ];
            };
          };

          services.prometheus.alertmanager = lib.mkIf (settings.notify != [ ]) {
            enable = true;
            configuration.receivers = [
              {
                name = "default";
                webhook_configs = map (url: { inherit url; }) settings.notify;
              }
            ];
          };

          networking.firewall.allowedTCPPorts = [ settings.port ];
        };
      };
  };

  roles.agent = {
    description = "Shows the numbers of one machine to the server";

    interface.options = {
      port = mkOption {
        type = types.port;
        default = 9100;
        description = "TCP port of the exporter.";
      };
      collectors = mkOption {
        type = types.listOf (
          types.enum [
            "cpu"
            "diskstats"
            "filesystem"
            "hwmon"
            "loadavg"
            "meminfo"
            "netdev"
            "systemd"
            "zfs"
          ]
        );
        default = [
          "cpu"
          "filesystem"
          "meminfo"
          "netdev"
          "systemd"
        ];
        description = "What to look at.";
      };
      labels = mkOption {
        type = types.attrsOf types.str;
        default = { };
        example.room = "cellar";
        description = "Labels added to every number of this machine.";
      };
      textfiles = mkOption {
        type = types.nullOr types.path;
        default = null;
        description = "Folder with `*.prom` files to hand on as they are.";
      };
    };

    perInstance =
      { settings, roles, ... }:
      {
        nixosModule =
          { lib, ... }:
          {
            services.prometheus.exporters.node = {
              enable = true;
              inherit (settings) port;
              enabledCollectors =
                settings.collectors ++ lib.optional (settings.textfiles != null) "textfile";
              extraFlags = lib.optional (
                settings.textfiles != null
              ) "--collector.textfile.directory=${settings.textfiles}";
            };
            # Only the servers may ask.
            networking.firewall.extraInputRules = lib.concatMapStrings (server: ''
              ip6 saddr @${server} tcp dport ${toString settings.port} accept
            '') (lib.attrNames roles.server.machines);
          };
      };
  };
}
