export function AssignPicker() {
  return null;
}
