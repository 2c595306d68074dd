/** Sends what was done at the page. Throws with the words of the server when it refuses. */
export async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

/**
 * One stream for all phones: a snapshot, then numbered changes. After a gap or a broken line it begins anew, with a
 * snapshot again.
 */
export function follow({ onSnapshot, onChange, onClock, onLink }) {
  let source
  let last = 0
  let retry

  const open = () => {
    source = new EventSource('/events')
    source.addEventListener('snapshot', ({ data }) => {
      const stage = JSON.parse(data)
      last = stage.seq
      onLink('live')
      onSnapshot(stage)
    })
    source.addEventListener('change', ({ data }) => {
      const change = JSON.parse(data)
      if (change.seq <= last) return
      if (change.seq !== last + 1) return again(0)
      last = change.seq
      onChange(change)
    })
    source.addEventListener('clock', ({ data }) => onClock(JSON.parse(data).now))
    source.addEventListener('error', () => {
      onLink('away')
      again(1000)
    })
  }
  const again = (delay) => {
    source.close()
    clearTimeout(retry)
    retry = setTimeout(open, delay)
  }
  open()
}
