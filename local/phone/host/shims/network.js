// Requests and the state of the network.
import { answer, fault } from '../answers.js'
import { fileOf, keepFile } from '../files.js'
import { onChange, state } from '../state.js'

const listeners = new Set()
let underway = 0

/** How many requests have no answer yet. */
export const waiting = () => underway

onChange((now, before) => {
  if (now.offline !== before.offline) for (const listener of listeners) listener({ isConnected: !now.offline, networkType: now.offline ? 'none' : '4g' })
})

async function fetched(options, method, body) {
  if (state().offline) throw fault('network is unreachable', { errno: 600001 })
  const over = AbortSignal.timeout(options.timeout ?? 60_000)
  return fetch(options.url, { method, headers: { 'content-type': 'application/json', ...options.header }, body, signal: over }).catch((broken) => {
    throw fault(broken.name === 'TimeoutError' ? 'timeout' : 'network is unreachable')
  })
}

/** Count a question until its answer has been heard whole. */
export async function counted(work) {
  underway += 1
  try {
    return await work()
  } finally {
    underway -= 1
  }
}

const bodyOf = ({ data }) => (data === undefined || typeof data === 'string' || data instanceof ArrayBuffer ? data : JSON.stringify(data))

export const network = {
  request: (options) => {
    answer('request', options, () => counted(async () => {
      const method = options.method ?? 'GET'
      const response = await fetched(options, method, method === 'GET' ? undefined : bodyOf(options))
      const text = await response.text()
      if (state().offline) throw fault('interrupted')
      return { statusCode: response.status, data: parsed(text), header: Object.fromEntries(response.headers) }
    }))
    return { abort() {} }
  },
  downloadFile: (options) => {
    answer('downloadFile', options, () => counted(async () => {
      const response = await fetched(options, 'GET')
      const blob = await response.blob()
      return { statusCode: response.status, tempFilePath: keepFile(blob, blob.type.split('/')[1] ?? 'bin') }
    }))
    return { abort() {} }
  },
  getNetworkType: (options) => answer('getNetworkType', options, () => ({ networkType: state().offline ? 'none' : '4g' })),
  onNetworkStatusChange: (listener) => listeners.add(listener),
  offNetworkStatusChange: (listener) => (listener ? listeners.delete(listener) : listeners.clear()),
  getFileSystemManager: () => ({
    readFile: (options) =>
      answer('readFile', options, () => counted(async () => {
        const blob = fileOf(options.filePath)
        if (!blob) throw fault('no such file or directory')
        return { data: await blob.arrayBuffer() }
      })),
  }),
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text // WeChat hands over what is not JSON as it is
  }
}
