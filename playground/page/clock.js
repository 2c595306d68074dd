/** The clock that the whole play follows: it runs with this machine's, some way ahead. */
export class Clock {
  #ahead = 0
  #zone = 'UTC'
  #face

  constructor(face) {
    this.#face = face
    setInterval(() => this.#show(), 500)
  }

  start({ now, zone, jumps }, onJump) {
    this.#zone = zone
    this.#face.zone.textContent = zone.split('/').at(-1).replaceAll('_', ' ')
    this.#face.jumps.replaceChildren(
      ...jumps.map((label, index) => {
        const button = document.createElement('button')
        button.type = 'button'
        button.className = 'bar-button'
        button.textContent = label
        button.addEventListener('click', () => onJump(index))
        return button
      }),
    )
    this.set(now)
  }

  set(now) {
    const moved = this.#ahead !== 0 && Math.abs(now - Date.now() - this.#ahead) > 2000
    this.#ahead = now - Date.now()
    this.#show()
    if (moved) this.#face.time.animate([{ scale: 1.18 }, { scale: 1 }], { duration: 350, easing: 'ease-out' })
  }

  now() {
    return Date.now() + this.#ahead
  }

  /** `14:05` where the play is. */
  time(ms) {
    return this.#format(ms, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  }

  /** `Monday, 2 March`. */
  day(ms) {
    return this.#format(ms, { weekday: 'long', day: 'numeric', month: 'long' })
  }

  #show() {
    const now = this.now()
    this.#face.time.textContent = this.time(now)
    this.#face.time.dateTime = new Date(now).toISOString()
    this.#face.date.textContent = this.day(now)
  }

  #format(ms, options) {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: this.#zone }).format(ms)
  }
}
