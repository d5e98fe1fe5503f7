export { AssignPicker } from './assign-picker';
