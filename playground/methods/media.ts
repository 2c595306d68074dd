import { Arguments, isRecord, type Upload } from '../arguments.ts'
import type { Content, Message } from '../chat.ts'
import { pictureSize, type StoredFile } from '../files.ts'
import { badRequest, rules } from '../rules.ts'
import { requireChat, type Call, type Handler } from './call.ts'
import { post } from './messages.ts'
import { readCaption } from './text.ts'

type Kind = 'photo' | 'document'

export const sendPhoto: Handler<'sendPhoto'> = (call) => sendFile(call, 'photo')

export const sendDocument: Handler<'sendDocument'> = (call) => sendFile(call, 'document')

export const sendMediaGroup: Handler<'sendMediaGroup'> = (call) => {
  const chat = requireChat(call)
  const media = (call.args.list('media') ?? []).filter(isRecord)
  if (media.length === 0) throw rules.parameterRequired('media')
  const contents = media.map((item) => readInputMedia(call, item))
  const media_group_id = String(call.world.now())
  return contents.map((content) => post(call, chat, { ...content, media_group_id }))
}

export const getFile: Handler<'getFile'> = ({ world, args }) => {
  const file = world.files.get(args.text('file_id'))
  if (file === undefined) throw rules.unknownFile()
  const { id, uniqueId, bytes, path } = file
  return { file_id: id, file_unique_id: uniqueId, file_size: bytes.length, file_path: path }
}

/** One `InputMedia`: a file with its caption. */
export function readInputMedia(call: Call, media: Readonly<Record<string, unknown>>): Content {
  const kind = media['type']
  if (kind !== 'photo' && kind !== 'document') throw rules.notServed(`media of type ${String(kind)}`)
  const args = new Arguments(media, call.args.uploads)
  const file = findFile({ ...call, args }, 'media', `${kind}s`)
  if (file === undefined) throw badRequest('media not found')
  return { ...describe(kind, file), ...readCaption(args) }
}

function sendFile(call: Call, kind: Kind): Message {
  const chat = requireChat(call)
  const file = findFile(call, kind, `${kind}s`)
  if (file === undefined) throw rules.noFileInRequest(kind)
  return post(call, chat, { ...describe(kind, file), ...readCaption(call.args) })
}

/** An upload under the parameter's own name, one named by `attach://`, or a file that the server already has. */
function findFile({ world, args }: Call, parameter: string, folder: string): StoredFile | undefined {
  const reference = args.text(parameter)
  const attached = /^attach:\/\/(.*)$/s.exec(reference)?.[1]
  const upload: Upload | undefined = args.uploads.get(attached ?? parameter)
  if (upload !== undefined) return world.files.add(folder, upload)
  if (reference === '') return undefined
  if (/^https?:\/\//.test(reference)) throw rules.notServed('a file by URL')
  const known = world.files.get(reference)
  if (known === undefined) throw rules.wrongFile()
  return known
}

function describe(kind: Kind, file: StoredFile): Content {
  const sizes = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length }
  return kind === 'photo'
    ? { photo: [{ ...sizes, ...pictureSize(file.bytes) }] }
    : { document: { ...sizes, file_name: file.fileName, mime_type: file.mimeType } }
}
