{ lib, ... }: { always = lib.mkForce true; }
