const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '])
const nearly = 60

/**
 * Whether somebody reads a list at its end, and so goes on there when more comes. A smooth scroll takes its time: what
 * comes meanwhile finds the list on its way and must not take it for somebody who has scrolled up.
 */
export class ReadingAtEnd {
  #list
  #isOnItsWay = false

  constructor(list) {
    this.#list = list
    const letGo = () => (this.#isOnItsWay = false)
    list.addEventListener('wheel', letGo, { passive: true })
    list.addEventListener('touchmove', letGo, { passive: true })
    list.addEventListener('keydown', ({ key }) => scrollKeys.has(key) && letGo())
    // The list itself, and nothing in it: its scroll bar.
    list.addEventListener('pointerdown', ({ target }) => target === list && letGo())
  }

  /** The list is being scrolled to its end. */
  begin() {
    this.#isOnItsWay = true
  }

  get now() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list
    return this.#isOnItsWay || scrollHeight - scrollTop - clientHeight < nearly
  }
}
