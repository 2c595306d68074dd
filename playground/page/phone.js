import { ReadingAtEnd } from './at-end.js'
import { post } from './connection.js'
import { element, renderMessage } from './message.js'

const colours = ['#3b82c4', '#c4573b', '#3ba373', '#8a5bc7', '#b8862b', '#2b9db8', '#b83f7b', '#6b7a2b']
const parts =
  `avatar bot-name bot-state owner-name owner-part block messages down toast commands people composer menu typed
  toggle-keys keys alert`.split(/\s+/)
const toastMs = 3500
const typingMs = 5000

/** One person's phone with the chat in it. */
export class Phone {
  #view
  #clock
  #parts
  #onRefusal
  #people
  #toastTimer
  #typingTimer
  #keysHidden = false
  #wasAtEnd = true
  #atEnd

  /** `people` are all phones: whoever is asked to choose somebody chooses among the others. */
  constructor(view, clock, { onRefusal, people }) {
    this.#clock = clock
    this.#onRefusal = onRefusal
    this.#people = people
    const { content } = document.getElementById('phone-template')
    this.element = content.cloneNode(true).firstElementChild
    this.#parts = Object.fromEntries(parts.map((name) => [name, this.element.querySelector(`.${name}`)]))
    this.#atEnd = new ReadingAtEnd(this.#parts.messages)
    this.#listen()
    this.show(view)
  }

  get id() {
    return this.#view.id
  }

  get name() {
    return this.#view.name
  }

  /** Everything anew, from a snapshot. */
  show(view) {
    this.#view = view
    this.element.id = `phone-${view.id}`
    this.element.setAttribute('aria-label', `Phone of ${view.name}`)
    this.#parts['owner-name'].textContent = view.name
    this.#parts['owner-part'].textContent = view.part
    this.#parts.messages.replaceChildren()
    for (const message of view.chat.messages) this.#append(message)
    this.#showChat(view)
    this.#toEnd()
  }

  apply(change) {
    if (change.kind === 'message') this.#receive(change.message)
    else if (change.kind === 'edit') this.#replace(change.message)
    else if (change.kind === 'delete') this.#remove(change.messageId)
    else if (change.kind === 'toast') this.#say(change.toast)
    else if (change.kind === 'action') this.#showTyping()
    else if (change.phone) this.#showChat(change.phone)
  }

  #listen() {
    const { composer, typed, menu, messages, down, block } = this.#parts
    composer.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = typed.value
      if (text.trim() === '') return
      typed.value = ''
      this.#do('send', { text })
    })
    menu.addEventListener('click', () => this.#toggleCommands())
    this.#parts['toggle-keys'].addEventListener('click', () => {
      this.#keysHidden = !this.#keysHidden
      this.#showKeys()
      this.#toEnd()
    })
    messages.addEventListener('scroll', () => {
      this.#wasAtEnd = this.#atEnd.now
      down.hidden = this.#wasAtEnd
    })
    // The keyboard below comes and goes, and windows change: whoever read the newest message goes on reading it.
    new ResizeObserver(() => this.#wasAtEnd && this.#toEnd()).observe(messages)
    down.addEventListener('click', () => this.#toEnd(true))
    block.addEventListener('click', () => this.#do('block', { blocked: !this.#view.chat.blocked }))
    this.element.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return
      this.#toggleCommands(false)
      this.#parts.people.hidden = true
    })
  }

  #do(verb, body) {
    return post(`/people/${this.id}/${verb}`, body).catch((error) => this.#onRefusal(error.message))
  }

  #showChat(view) {
    this.#view = { ...view, chat: { ...view.chat, messages: [] } }
    const { chat } = view
    const { avatar, composer, block } = this.#parts
    this.#parts['bot-name'].textContent = chat.botName
    avatar.textContent = initials(chat.botName)
    avatar.style.setProperty('--colour', colours[chat.botId % colours.length])
    this.element.style.setProperty('--accent', colours[view.id % colours.length])
    this.#parts['bot-state'].textContent = chat.blocked ? 'blocked' : 'bot'
    block.textContent = chat.blocked ? 'Unblock' : 'Block'
    block.title = chat.blocked ? 'Let the bot write again' : 'Block the bot'
    composer.inert = chat.blocked
    this.element.classList.toggle('blocked', chat.blocked)
    this.#showCommands(chat.commands)
    this.#showKeys()
    this.#showBeginning()
  }

  #showCommands(commands) {
    const { menu, commands: list } = this.#parts
    menu.hidden = commands.length === 0
    list.replaceChildren(
      ...commands.map(({ command, description }) => {
        const item = element('li')
        const button = element('button')
        button.type = 'button'
        button.append(element('strong', '', `/${command}`), element('span', '', description))
        button.addEventListener('click', () => {
          this.#toggleCommands(false)
          this.#do('send', { text: `/${command}` })
        })
        item.append(button)
        return item
      }),
    )
  }

  #toggleCommands(open = this.#parts.commands.hidden) {
    this.#parts.commands.hidden = !open
    this.#parts.menu.setAttribute('aria-expanded', String(open))
  }

  #showKeys() {
    const { keys } = this.#view
    const { keys: board } = this.#parts
    const toggle = this.#parts['toggle-keys']
    toggle.hidden = keys === null
    toggle.setAttribute('aria-expanded', String(!this.#keysHidden))
    board.hidden = keys === null || this.#keysHidden
    this.#parts.people.hidden = true
    board.replaceChildren(
      ...(keys ?? []).map((row, rowIndex) => {
        const line = element('div', 'keys-row')
        line.append(...row.map((key, column) => this.#key(key, rowIndex, column)))
        return line
      }),
    )
  }

  #key({ text, kind }, row, column) {
    const sign = { contact: '👤 ', person: '👤 ', location: '📍 ' }[kind] ?? ''
    const button = element('button', 'key', `${sign}${text}`)
    button.type = 'button'
    button.addEventListener('click', () => {
      if (kind === 'person') this.#showPeople(row, column)
      else this.#do('press', { row, column })
    })
    return button
  }

  /** The list from which somebody is chosen, for one key at a time; a second press on that key closes it. */
  #showPeople(row, column) {
    const { people: list } = this.#parts
    const key = `${row} ${column}`
    if (!list.hidden && list.dataset.key === key) {
      list.hidden = true
      return
    }
    const others = this.#people().filter(({ id }) => id !== this.id)
    if (others.length === 0) return this.#onRefusal('There is nobody to choose: add a person first')
    list.replaceChildren(
      ...others.map(({ id, name }) => {
        const item = element('li')
        const button = element('button')
        button.type = 'button'
        button.append(element('strong', '', name))
        button.addEventListener('click', () => {
          list.hidden = true
          this.#do('press', { row, column, person: id })
        })
        item.append(button)
        return item
      }),
    )
    list.dataset.key = key
    list.hidden = false
  }

  /** An empty chat shows one big button, as messengers do. */
  #showBeginning() {
    const { messages } = this.#parts
    const shown = messages.querySelector('.beginning')
    const isEmpty = messages.querySelector('.message') === null
    if (!isEmpty) shown?.remove()
    if (!isEmpty || shown) return
    const item = element('li', 'beginning')
    const button = element('button', 'start', 'Start')
    button.type = 'button'
    button.addEventListener('click', () => this.#do('send', { text: '/start' }))
    item.append(element('p', '', `Here ${this.#view.name} talks to the bot.`), button)
    messages.append(item)
  }

  #receive(message) {
    const follows = this.#atEnd.now || message.from === 'person'
    this.#parts.messages.querySelector('.beginning')?.remove()
    const item = this.#append(message)
    item.classList.add('new')
    if (message.from === 'bot') this.#stopTyping()
    if (follows) this.#toEnd(true)
    this.#parts.down.hidden = follows || this.#atEnd.now
  }

  #append(message) {
    const { messages } = this.#parts
    const day = this.#clock.day(message.date * 1000)
    if (messages.dataset.day !== day || messages.childElementCount === 0) {
      messages.append(element('li', 'day', day))
      messages.dataset.day = day
    }
    const item = this.#render(message)
    messages.append(item)
    return item
  }

  #replace(message) {
    const old = this.#find(message.id)
    if (!old) return
    const follows = this.#atEnd.now
    const fresh = this.#render(message)
    // Whoever works with the keyboard stays on the button of that place.
    const focused = [...old.querySelectorAll('.inline-button')].indexOf(document.activeElement)
    old.replaceWith(fresh)
    fresh.classList.add('edited')
    if (focused >= 0) fresh.querySelectorAll('.inline-button')[focused]?.focus({ preventScroll: true })
    if (follows) this.#toEnd()
  }

  #remove(id) {
    this.#find(id)?.remove()
    this.#showBeginning()
  }

  #find(id) {
    return this.#parts.messages.querySelector(`[data-id="${id}"]`)
  }

  #render(message) {
    return renderMessage(message, this.#clock, (data, button) => {
      button.classList.add('pressed')
      setTimeout(() => button.classList.remove('pressed'), 400)
      this.#do('tap', { message: message.id, data })
    })
  }

  #say({ text, alert }) {
    if (text === '') return
    if (alert) {
      const { alert: box } = this.#parts
      box.querySelector('p').textContent = text
      if (!box.open) box.show()
      box.querySelector('button').focus()
      return
    }
    const { toast } = this.#parts
    toast.textContent = text
    toast.hidden = false
    clearTimeout(this.#toastTimer)
    this.#toastTimer = setTimeout(() => (toast.hidden = true), toastMs)
  }

  #showTyping() {
    this.#parts['bot-state'].textContent = 'typing…'
    clearTimeout(this.#typingTimer)
    this.#typingTimer = setTimeout(() => this.#stopTyping(), typingMs)
  }

  #stopTyping() {
    clearTimeout(this.#typingTimer)
    this.#parts['bot-state'].textContent = this.#view.chat.blocked ? 'blocked' : 'bot'
  }

  #toEnd(smooth = false) {
    const { messages } = this.#parts
    this.#atEnd.begin()
    const behavior = smooth && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant'
    requestAnimationFrame(() => messages.scrollTo({ top: messages.scrollHeight, behavior }))
  }
}

function initials(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => word[0].toUpperCase())
    .join('')
}
