import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  createTheme,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  Popover,
  Select,
  Skeleton,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import inputClasses from './input.module.css';
import menuClasses from './menu.module.css';
import modalClasses from './modal.module.css';

const transition = { duration: 120, transition: 'fade' } as const;
const size = { size: 'sm' } as const;
const fieldClasses = { input: inputClasses.input, label: inputClasses.label };
const field = { defaultProps: size, classNames: fieldClasses };
const listField = {
  defaultProps: { ...size, comboboxProps: { transitionProps: transition } },
  classNames: fieldClasses,
};
/** Inputs that hold several values grow with them. */
const manyField = { ...listField, classNames: { ...fieldClasses, input: inputClasses.many } };
/** Mantine would lock scrolling with a run-time <style>; nothing but panes scrolls here anyway. */
const dialog = {
  lockScroll: false,
  centered: true,
  radius: 'xl',
  transitionProps: transition,
  overlayProps: { className: modalClasses.overlay },
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
    TextInput: TextInput.extend(field),
    NumberInput: NumberInput.extend(field),
    Textarea: Textarea.extend(field),
    Skeleton: Skeleton.extend({ classNames: { root: inputClasses.skeleton } }),
    Select: Select.extend(listField),
    Autocomplete: Autocomplete.extend(listField),
    MultiSelect: MultiSelect.extend(manyField),
    TagsInput: TagsInput.extend(manyField),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 4 } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: transition },
      classNames: { item: menuClasses.item, label: menuClasses.label, dropdown: menuClasses.dropdown },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: transition } }),
    Modal: Modal.extend({
      defaultProps: dialog,
      classNames: {
        title: modalClasses.title,
        header: modalClasses.header,
        content: modalClasses.content,
        body: modalClasses.body,
      },
    }),
  },
});
