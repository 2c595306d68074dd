import type { IncomingMessage } from 'node:http'
import { Busboy } from '@fastify/busboy'
import { isRecord, type Upload } from './arguments.ts'
import { badRequest } from './rules.ts'

export interface Parameters {
  readonly values: Readonly<Record<string, unknown>>
  readonly uploads: ReadonlyMap<string, Upload>
  /** Everything came as text: from a form or the query. */
  readonly isForm: boolean
}

/** Parameters from the query and the body, whichever of its four forms the body has. */
export async function readParameters(request: IncomingMessage, query: URLSearchParams): Promise<Parameters> {
  const body = await readBody(request)
  const inQuery = Object.fromEntries(query)
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return { values: inQuery, uploads: new Map(), isForm: true }
  if (type.startsWith('application/json')) {
    return { values: { ...inQuery, ...parseJson(body) }, uploads: new Map(), isForm: false }
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')))
    return { values: { ...inQuery, ...form }, uploads: new Map(), isForm: true }
  }
  if (!type.startsWith('multipart/form-data')) throw badRequest(`unsupported content type ${type}`)
  const { values, uploads } = await parseMultipart(type, body)
  return { values: { ...inQuery, ...values }, uploads, isForm: true }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown
    if (isRecord(value)) return value
  } catch {
    // Refused below, together with JSON that is no object.
  }
  throw badRequest("can't parse JSON object")
}

/** A file under the name of a parameter is that parameter; under another name it waits for its `attach://`. */
function parseMultipart(type: string, body: Buffer): Promise<Pick<Parameters, 'values' | 'uploads'>> {
  const values: Record<string, unknown> = {}
  const uploads = new Map<string, Upload>()
  const busboy = new Busboy({ headers: { 'content-type': type } })
  busboy.on('field', (name, value) => {
    values[name] = value
  })
  busboy.on('file', (name, stream, fileName, _encoding, mimeType) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => uploads.set(name, { fileName, mimeType, bytes: Buffer.concat(chunks) }))
  })
  return new Promise((resolve, reject) => {
    busboy.on('finish', () => resolve({ values, uploads }))
    busboy.on('error', reject)
    busboy.end(body)
  })
}
