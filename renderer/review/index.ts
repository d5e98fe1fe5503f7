export { ReviewDialog } from './review-dialog';
