import type { Upload } from './arguments.ts'

export interface StoredFile extends Upload {
  readonly id: string
  readonly uniqueId: string
  /** Where the download finds it, below `/file/bot<token>/`. */
  readonly path: string
}

/** Everything ever uploaded, by its file_id. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>()

  add(folder: string, upload: Upload): StoredFile {
    const number = this.#files.size
    const extension = /\.\w+$/.exec(upload.fileName)?.[0] ?? ''
    const file = {
      ...upload,
      id: `BQACAgIAAxkBAAIB${String(number).padStart(8, '0')}`,
      uniqueId: `AgAD${String(number).padStart(8, '0')}`,
      path: `${folder}/file_${number}${extension}`,
    }
    this.#files.set(file.id, file)
    return file
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id)
  }

  at(path: string): StoredFile | undefined {
    return [...this.#files.values()].find((file) => file.path === path)
  }
}

/** Pixels, from the header of a PNG; pictures of other formats count as 800 × 600. */
export function pictureSize(bytes: Buffer): { width: number; height: number } {
  const isPng = bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG'
  return isPng
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : { width: 800, height: 600 }
}
