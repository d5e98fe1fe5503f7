export { Banners } from './banners';
