// The mini-program's storage: 10 MB a person in WeChat, a drawer of the browser's here.
import { drawer } from '../state.js'

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(drawer()))

export const storage = {
  setStorageSync: (key, value) => localStorage.setItem(drawer() + key, JSON.stringify(value)),
  getStorageSync: (key) => JSON.parse(localStorage.getItem(drawer() + key) ?? '""'),
  removeStorageSync: (key) => localStorage.removeItem(drawer() + key),
  clearStorageSync: () => keys().forEach((key) => localStorage.removeItem(key)),
  getStorageInfoSync: () => ({ keys: keys().map((key) => key.slice(drawer().length)), currentSize: 0, limitSize: 10240 }),
}
