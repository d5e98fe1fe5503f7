import { expect, test } from 'vitest';
import { isTextOfLines } from './nixos-texts';

test.each([
  ['environment.etc.motd.text', true],
  ['environment.etc.motd.mode', false],
  ['systemd.services.backup.script', true],
  ['systemd.services.backup.serviceConfig.ExecStart', false],
  ['boot.initrd.postDeviceCommands', true],
  ['boot.initrd.Command', false],
  ['services.nginx.virtualHosts.a.extraConfig', true],
  ['services.nginx.extraConfig', true],
  ['networking.hostName', false],
])('%s: %s', (path, expected) => {
  expect(isTextOfLines(path.split('.'))).toBe(expected);
});
