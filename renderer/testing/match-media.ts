/** jsdom has no media queries; the component library asks for them. Nothing matches. */
export function stubMatchMedia(): void {
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), { matches: false, media, onchange: null }) as MediaQueryList;
}
