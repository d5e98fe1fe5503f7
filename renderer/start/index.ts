export { StartScreen } from './start-screen';
export { FolderBrowser } from './folder-browser';
