export { Palette, type Command } from './palette';
