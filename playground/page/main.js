import { Clock } from './clock.js'
import { follow, post } from './connection.js'
import { element } from './message.js'
import { Phone } from './phone.js'

const byId = (id) => document.getElementById(id)
const phones = new Map()
const clock = new Clock({ time: byId('time'), date: byId('date'), zone: byId('zone'), jumps: byId('jumps') })
let noticeTimer

follow({ onSnapshot, onChange, onClock: (now) => clock.set(now), onLink })
byId('add').addEventListener('click', () => {
  byId('add-name').value = ''
  byId('add-dialog').showModal()
})
byId('add-dialog').addEventListener('close', addPerson)

function onSnapshot(stage) {
  document.title = stage.title
  byId('title').textContent = stage.title
  clock.start(stage, (jump) =>
    post('/clock', { jump })
      .then(({ message }) => message && tell(message))
      .catch((error) => tell(error.message)),
  )
  for (const view of stage.phones) showPhone(view)
  const present = new Set(stage.phones.map(({ id }) => id))
  for (const [id, phone] of phones) if (!present.has(id)) drop(id, phone)
}

function onChange(change) {
  const phone = phones.get(change.personId)
  if (phone) phone.apply(change)
  else if (change.phone) showPhone(change.phone, true)
}

function showPhone(view, isNew = false) {
  const known = phones.get(view.id)
  if (known) return known.show(view)
  const phone = new Phone(view, clock, { onRefusal: tell, people: () => [...phones.values()] })
  phones.set(view.id, phone)
  byId('phones').append(phone.element)
  const tab = element('a', 'tab', view.name)
  tab.href = `#${phone.element.id}`
  byId('tabs').append(tab)
  if (isNew) phone.element.scrollIntoView({ behavior: 'smooth', inline: 'center' })
}

function drop(id, phone) {
  document.querySelector(`.tab[href="#${phone.element.id}"]`)?.remove()
  phone.element.remove()
  phones.delete(id)
}

function addPerson() {
  const name = byId('add-name').value.trim()
  if (byId('add-dialog').returnValue !== 'add' || name === '') return
  post('/people', { name, language: byId('add-language').value }).catch((error) => tell(error.message))
}

function onLink(state) {
  const link = byId('link')
  link.textContent = state === 'live' ? 'live' : 'the demo has stopped: waiting for it'
  link.className = `link ${state}`
}

function tell(words) {
  const notice = byId('notice')
  notice.textContent = words
  notice.hidden = false
  clearTimeout(noticeTimer)
  noticeTimer = setTimeout(() => (notice.hidden = true), 4000)
}
