{ lib, directory, ... }:
let
  inherit (lib) mkOption types;

  # Clan keeps public values in the repository. A machine that has none yet has no key.
  publicKeyOf =
    machine:
    let
      file = directory + "/vars/per-machine/${machine}/mesh-key/public/value";
    in
    if builtins.pathExists file then lib.trim (builtins.readFile file) else null;

  # 32 bits of the hash of the name, in two groups: enough for a house, and it never moves.
  addressOf =
    prefix: machine:
    let
      hash = builtins.hashString "sha256" machine;
    in
    "${prefix}::${lib.substring 0 4 hash}:${lib.substring 4 4 hash}";
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/mesh-vpn";
    description = "Every machine reaches every other one over WireGuard";
    categories = [ "Network" ];
    readme = builtins.readFile ./README.md;
    constraints.maxInstances = 1;
    constraints.roles.gateway.maxMachines = 1;
  };

  roles.peer = {
    description = "Takes part in the mesh and knows all other peers";

    interface.options = {
      prefix = mkOption {
        type = types.strMatching "fd[0-9a-f]{2}(:[0-9a-f]{1,4}){1,3}";
        default = "fd44:5e1f:b0ea";
        description = "Private IPv6 prefix of the mesh. Must be the same for all peers.";
      };
      port = mkOption {
        type = types.port;
        default = 51820;
        description = "UDP port that WireGuard listens on.";
      };
      endpoint = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "mesh.example.org";
        description = "Public name or address, when the machine has one. Others can only call a peer that has an endpoint.";
      };
      keepalive = mkOption {
        type = types.nullOr (types.ints.between 1 3600);
        default = 25;
        description = "Seconds between two packets that keep a way through NAT open. `null` sends none.";
      };
      mtu = mkOption {
        type = types.ints.between 1280 9000;
        default = 1420;
        description = "Largest packet on the mesh interface, in bytes.";
      };
    };

    perInstance =
      {
        instanceName,
        settings,
        machine,
        roles,
        meta,
        ...
      }:
      let
        others = lib.filterAttrs (name: _: name != machine.name && publicKeyOf name != null) roles.peer.machines;
        networksOf =
          name: lib.optionals (roles.gateway.machines ? ${name}) roles.gateway.machines.${name}.settings.networks;
        peers = lib.mapAttrsToList (name: peer: {
          inherit name;
          publicKey = publicKeyOf name;
          allowedIPs = [ "${addressOf peer.settings.prefix name}/128" ] ++ networksOf name;
          endpoint =
            if peer.settings.endpoint == null then null else "${peer.settings.endpoint}:${toString peer.settings.port}";
          persistentKeepalive = settings.keepalive;
        }) others;
        hosts = lib.listToAttrs (
          lib.map (
            name:
            lib.nameValuePair (addressOf settings.prefix name) [
              "${name}.${instanceName}.${meta.domain}"
            ]
          ) (lib.attrNames roles.peer.machines)
        );
      in
      {
        nixosModule = {
          networking.wireguard.interfaces.${instanceName} = {
            ips = [ "${addressOf settings.prefix machine.name}/48" ];
            listenPort = settings.port;
            privateKeyFile = "/run/secrets/mesh-key";
            inherit (settings) mtu;
            peers = map (lib.filterAttrs (_: value: value != null)) peers;
          };
          networking.hosts = hosts;
          networking.firewall.allowedUDPPorts = [ settings.port ];
          networking.firewall.trustedInterfaces = [ instanceName ];
        };

        darwinModule = {
          environment.etc."wireguard/${instanceName}.conf".text = ''
            [Interface]
            Address = ${addressOf settings.prefix machine.name}/48
            ListenPort = ${toString settings.port}
            MTU = ${toString settings.mtu}
            ${lib.concatMapStrings (peer: ''

              [Peer]
              # ${peer.name}
              PublicKey = ${peer.publicKey}
              AllowedIPs = ${lib.concatStringsSep ", " peer.allowedIPs}
              ${lib.optionalString (peer.endpoint != null) "Endpoint = ${peer.endpoint}"}
            '') peers}'';
          launchd.daemons."wireguard-${instanceName}".serviceConfig = {
            ProgramArguments = [
              "/run/current-system/sw/bin/wg-quick"
              "up"
              instanceName
            ];
            RunAtLoad = true;
          };
        };
      };
  };

  roles.gateway = {
    description = "Leads from the mesh into other networks";

    interface.options = {
      uplink = mkOption {
        type = types.str;
        description = "Network interface on the side of the other networks.";
        example = "lan0";
      };
      networks = mkOption {
        type = types.listOf (types.strMatching "[0-9a-f.:]+/[0-9]+");
        default = [ ];
        example = [ "192.168.7.0/24" ];
        description = "Networks that the gateway leads to. All peers get a route.";
      };
      masquerade = mkOption {
        type = types.bool;
        default = false;
        description = "Let packets of the mesh look as if the gateway had sent them.";
      };
    };

    perInstance =
      { instanceName, settings, ... }:
      {
        nixosModule = {
          boot.kernel.sysctl = {
            "net.ipv4.conf.all.forwarding" = true;
            "net.ipv6.conf.all.forwarding" = true;
          };
          networking.firewall.extraForwardRules = "iifname ${instanceName} oifname ${settings.uplink} accept";
          networking.nftables.tables = lib.mkIf settings.masquerade {
            "${instanceName}-masquerade" = {
              family = "inet";
              content = ''
                chain post {
                  type nat hook postrouting priority srcnat;
                  iifname ${instanceName} oifname ${settings.uplink} masquerade
                }
              '';
            };
          };
        };
      };
  };
}
