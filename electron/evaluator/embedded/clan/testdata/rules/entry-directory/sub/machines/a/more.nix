{ lib, ... }: { networking.hostName = "from-file"; }
