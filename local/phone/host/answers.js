// How WeChat answers: by success, fail and complete; a call without them is answered by a promise.

/** Run an asynchronous call of the phone. `work` gives the result, or throws with WeChat's errMsg. */
export function answer(name, options = {}, work) {
  const done = Promise.resolve()
    .then(work)
    .then(
      (result) => finish(options, 'success', { errMsg: `${name}:ok`, ...result }),
      (fault) => finish(options, 'fail', { errMsg: `${name}:fail ${fault.message}`, ...fault.extra }),
    )
  if (options.success || options.fail || options.complete) return undefined
  return done.then((result) => (result.errMsg.includes(':fail') ? Promise.reject(result) : result))
}

/** A refusal in WeChat's words. */
export const fault = (message, extra = {}) => Object.assign(new Error(message), { extra })

function finish(options, name, result) {
  options[name]?.(result)
  options.complete?.(result)
  return result
}
