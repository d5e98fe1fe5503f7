export { StartScreen } from './start-screen';
export { FolderBrowser } from './folder-browser';
export { FolderList } from './folder-list';
export { DropZone } from './drop-zone';
