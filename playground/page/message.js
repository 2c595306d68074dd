const allowedTags = new Set(['B', 'I', 'U', 'S', 'CODE', 'PRE', 'BLOCKQUOTE', 'TG-SPOILER', 'A'])
const allowedLinks = /^(https?:|tg:|tel:|mailto:)/i
const styles = new Set(['success', 'danger', 'primary'])

/** One message as an element of the list; `onTap(data)` for its buttons. */
export function renderMessage(message, clock, onTap) {
  const item = element('li', `message from-${message.from}`)
  item.dataset.id = message.id
  const bubble = element('div', 'bubble')
  bubble.append(...mediaOf(message), ...textOf(message), stampOf(message, clock))
  item.append(bubble)
  if (message.reaction) item.append(element('span', 'reaction', message.reaction))
  if (message.buttons.length > 0) item.append(keyboardOf(message, onTap))
  return item
}

function textOf({ html }) {
  if (!html) return []
  const text = element('div', 'text')
  text.append(...cleaned(html))
  return [text]
}

/** Only the tags that Telegram knows, and no attribute but a harmless link. */
function cleaned(html) {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data)
    const children = [...node.childNodes].map(copy)
    const known = node.nodeType === Node.ELEMENT_NODE && allowedTags.has(node.tagName)
    const made = known ? document.createElement(node.tagName) : document.createDocumentFragment()
    made.append(...children)
    if (known && node.tagName === 'A') linkTo(made, node.getAttribute('href') ?? '')
    if (known && node.tagName === 'TG-SPOILER') makeSpoiler(made)
    return made
  }
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(copy)
}

function linkTo(anchor, address) {
  if (!allowedLinks.test(address)) return
  anchor.href = address
  anchor.target = '_blank'
  anchor.rel = 'noopener noreferrer'
}

function makeSpoiler(spoiler) {
  spoiler.tabIndex = 0
  spoiler.setAttribute('role', 'button')
  spoiler.setAttribute('aria-label', 'Hidden text: press to read')
  const show = () => {
    spoiler.classList.add('shown')
    spoiler.removeAttribute('aria-label')
  }
  spoiler.addEventListener('click', show)
  spoiler.addEventListener('keydown', ({ key }) => key === 'Enter' && show())
}

function mediaOf({ media }) {
  if (!media) return []
  if (media.kind === 'photo') {
    const picture = element('img', 'photo')
    picture.src = `/files/${media.fileId}`
    picture.alt = media.fileName || 'Picture'
    return [picture]
  }
  if (media.kind === 'location' || media.kind === 'venue') {
    const place =
      media.kind === 'venue' ? `${media.title}, ${media.address}` : `${media.latitude}, ${media.longitude}`
    return [card('📍', media.kind === 'venue' ? 'Place' : 'Location', place)]
  }
  if (media.kind === 'contact') return [card('👤', media.name, media.phone)]
  if (media.kind === 'service') return [element('em', 'service', media.what)]
  const link = card('⬇', media.fileName || media.kind, sizeOf(media.size), 'a')
  link.href = `/files/${media.fileId}`
  link.download = media.fileName
  link.setAttribute('aria-label', `Download ${media.fileName || media.kind}`)
  return [link]
}

function card(icon, title, detail, tag = 'div') {
  const made = element(tag, 'card')
  const words = element('span', 'card-words')
  words.append(element('strong', '', title), element('span', '', detail))
  const sign = element('span', 'card-icon', icon)
  sign.setAttribute('aria-hidden', 'true')
  made.append(sign, words)
  return made
}

function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`
}

function stampOf({ date, edited, from }, clock) {
  const stamp = element('span', 'stamp', `${edited ? 'edited ' : ''}${clock.time(date * 1000)}`)
  if (from === 'person') stamp.append(element('span', 'ticks', ' ✓✓'))
  return stamp
}

function keyboardOf(message, onTap) {
  const keyboard = element('div', 'inline')
  keyboard.setAttribute('role', 'group')
  keyboard.setAttribute('aria-label', 'Buttons of the message')
  for (const row of message.buttons) {
    const line = element('div', 'inline-row')
    line.append(...row.map((button) => inlineButton(button, onTap)))
    keyboard.append(line)
  }
  return keyboard
}

function inlineButton({ text, data, url, style }, onTap) {
  const made = element(url ? 'a' : 'button', `inline-button ${styles.has(style) ? style : ''}`, text)
  if (url) {
    linkTo(made, url)
    return made
  }
  made.type = 'button'
  made.addEventListener('click', () => onTap(data, made))
  return made
}

export function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}
