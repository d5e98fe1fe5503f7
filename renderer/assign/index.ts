export { AssignPicker } from './assign-picker';
export { DragLayer } from './drag-layer';
