import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAdjustments,
  IconCheck,
  IconDeviceDesktop,
  IconDots,
  IconFolderOpen,
  IconKeyboard,
  IconMoon,
  IconSun,
  IconX,
} from '@tabler/icons-react';
import { useActions, useWorkspace } from '../state';

const schemes = [
  { value: 'light', label: 'Light', Symbol: IconSun },
  { value: 'dark', label: 'Dark', Symbol: IconMoon },
  { value: 'auto', label: 'Like the system', Symbol: IconDeviceDesktop },
] as const;

/** Colours, keyboard list, opening and closing: what is needed seldom. */
export function WindowMenu() {
  const chosen = useWorkspace((slice) => slice.app?.preferences.colorScheme ?? 'auto');
  const { setPreferences, openFolder, openDialog, closeClan } = useActions();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Tooltip label="Appearance and more">
          <ActionIcon aria-label="Appearance and more">
            <IconDots size={17} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(({ value, label, Symbol }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={chosen === value}
            leftSection={<Symbol size={15} stroke={1.6} />}
            rightSection={chosen === value ? <IconCheck size={14} /> : undefined}
            onClick={() => void setPreferences({ colorScheme: value })}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconAdjustments size={15} stroke={1.6} />}
          onClick={() => openDialog({ kind: 'settings' })}
        >
          Settings of this clan…
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderOpen size={15} stroke={1.6} />} onClick={() => void openFolder()}>
          Open folder…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={15} stroke={1.6} />}
          onClick={() => openDialog({ kind: 'shortcuts' })}
        >
          Keyboard
        </Menu.Item>
        <Menu.Item leftSection={<IconX size={15} stroke={1.6} />} onClick={() => void closeClan()}>
          Close clan
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
