// From page to page.
import { answer } from '../answers.js'
import * as pages from '../pages.js'

export const navigation = {
  navigateTo: (options) => answer('navigateTo', options, () => pages.navigate(options.url)),
  redirectTo: (options) => answer('redirectTo', options, () => pages.redirect(options.url)),
  reLaunch: (options) => answer('reLaunch', options, () => pages.relaunch(options.url)),
  navigateBack: (options = {}) => answer('navigateBack', options, () => pages.back(options.delta)),
  pageScrollTo: (options) => answer('pageScrollTo', options, () => scrollTo(0, options.scrollTop ?? 0)),
  setNavigationBarTitle: (options) => answer('setNavigationBarTitle', options, () => pages.setTitle(options.title)),
  enableAlertBeforeUnload: (options) => answer('enableAlertBeforeUnload', options, () => pages.warnBeforeLeaving(options.message)),
  disableAlertBeforeUnload: (options) => answer('disableAlertBeforeUnload', options, () => pages.warnBeforeLeaving('')),
}
