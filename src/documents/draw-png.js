// Plain JavaScript, since a thread of its own runs without the loaders that development and tests have.
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'

const { fontFiles, fontFamily } = workerData
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: fontFamily }

parentPort.on('message', ({ id, svg }) => {
  try {
    parentPort.postMessage({ id, png: new Resvg(svg, { font }).render().asPng() })
  } catch (error) {
    parentPort.postMessage({ id, problem: String(error) })
  }
})
