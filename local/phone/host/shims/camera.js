// Camera, album, pictures and papers.
import { answer, fault } from '../answers.js'
import { ask } from '../dialog.js'
import { keepFile, photograph } from '../files.js'
import { counted } from './network.js'
import { allowed } from './place.js'

export const camera = {
  scanCode: (options) =>
    answer('scanCode', options, async () => {
      if (!(await allowed('scope.camera', '“守望”想使用相机'))) throw fault('auth deny')
      const { key, text } = await ask({ title: '扫一扫', text: '相机没有接上：把码的内容写在这里', field: '码的内容', choices: { cancel: '取消', ok: '扫到了' } })
      if (key === 'cancel' || !text) throw fault('cancel')
      return { result: text, scanType: 'QR_CODE', path: text.startsWith('pages/') ? text : undefined }
    }),
  chooseMedia: (options) =>
    answer('chooseMedia', options, async () => {
      if (!(await allowed('scope.camera', '“守望”想使用相机'))) throw fault('auth deny')
      const blob = await counted(() => photograph('042'))
      return { type: 'image', tempFiles: [{ tempFilePath: keepFile(blob, 'jpg'), size: blob.size, fileType: 'image' }] }
    }),
  compressImage: (options) => answer('compressImage', options, () => ({ tempFilePath: options.src })),
  saveImageToPhotosAlbum: (options) =>
    answer('saveImageToPhotosAlbum', options, async () => {
      if (!(await allowed('scope.writePhotosAlbum', '“守望”想把图片存到相册'))) throw fault('auth deny')
      window.phoneHost.saved.push(options.filePath)
    }),
  previewImage: (options) => answer('previewImage', options, async () => { await ask({ title: '看大图', text: options.urls[0], choices: { back: '返回' } }) }),
  openDocument: (options) => answer('openDocument', options, async () => { await ask({ title: '打开文件', text: options.filePath, choices: { back: '返回' } }) }),
}
