export { CatalogueDialog } from './catalogue-dialog';
