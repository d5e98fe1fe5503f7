import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Menu,
  Modal,
  NumberInput,
  Popover,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import inputClasses from './input.module.css';
import menuClasses from './menu.module.css';
import modalClasses from './modal.module.css';

const transition = { duration: 120, transition: 'fade' } as const;
const field = { size: 'sm', classNames: { input: inputClasses.input, label: inputClasses.label } } as const;
/** Mantine would lock scrolling with a run-time <style>; nothing but panes scrolls here anyway. */
const dialog = {
  lockScroll: false,
  centered: true,
  radius: 'xl',
  transitionProps: transition,
  overlayProps: { className: modalClasses.overlay },
  classNames: { title: modalClasses.title, header: modalClasses.header, content: modalClasses.content },
} as const;

/** Our look for the components in use. Colours are in tokens.css, so that no style is made at run time. */
export const theme = createTheme({
  primaryColor: 'blue',
  autoContrast: false,
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'md',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      classNames: { root: inputClasses.button },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, transitionProps: transition, radius: 'sm' },
      classNames: { tooltip: inputClasses.tooltip },
    }),
    TextInput: TextInput.extend({ defaultProps: field }),
    NumberInput: NumberInput.extend({ defaultProps: field }),
    Textarea: Textarea.extend({ defaultProps: field }),
    Select: Select.extend({ defaultProps: { ...field, comboboxProps: { transitionProps: transition } } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 4 } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: transition },
      classNames: { item: menuClasses.item, label: menuClasses.label, dropdown: menuClasses.dropdown },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: transition } }),
    Modal: Modal.extend({ defaultProps: dialog }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
  },
});
