export { InspectorDialogs } from './dialogs/inspector-dialogs';
export { Inspector } from './inspector';
export { freeInstanceName, instanceNameProblem } from './parts/names';
