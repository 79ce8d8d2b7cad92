import { toMessage, type ConsoleMessage } from './console-message.ts'
import type { PageMessage } from './page-port.ts'

/**
 * One tab as WebKit's inspector sees it. A page of another site gets a target of its own in it, and what is said to a target
 * or by it goes in an envelope, `Target.…`.
 *
 * @see https://github.com/WebKit/WebKit/tree/main/Source/JavaScriptCore/inspector/protocol
 */
export class InspectorTab {
  readonly messages: PageMessage[] = []
  readonly requests: string[] = []
  readonly #send: (message: string) => void
  readonly #urls = new Map<string, string>()
  readonly #asked = new Map<number, Asked>()
  /** What is asked before the tab has told of its page waits for it. */
  readonly #isThere = Promise.withResolvers<void>()
  #target = ''
  #lastId = 0

  constructor(send: (message: string) => void) {
    this.#send = send
  }

  /**
   * Evaluates an expression that gives a promise of a string, in the page that is shown, and returns the string.
   * @throws when the page is left before it has answered; the next one can be asked at once.
   */
  async evaluate(expression: string): Promise<string> {
    await this.#isThere.promise
    const target = this.#target
    const { result } = await this.#ask(target, 'Runtime.evaluate', { expression })
    const promiseObjectId = result?.objectId
    if (promiseObjectId === undefined) throw new Error(`the page gave no promise: ${JSON.stringify(result)}`)
    const answer = await this.#ask(target, 'Runtime.awaitPromise', { promiseObjectId, returnByValue: true })
    return String(answer.result?.value)
  }

  /** Evaluates an expression and waits for nothing that comes of it, such as another page. */
  async start(expression: string): Promise<void> {
    await this.#isThere.promise
    await this.#ask(this.#target, 'Runtime.evaluate', { expression })
  }

  hear(text: string): void {
    // What the browser's inspector sends; what has another method or none is passed over.
    const told = JSON.parse(text) as Told
    if ('id' in told) {
      const asked = this.#asked.get(told.id)
      this.#asked.delete(told.id)
      if (told.error !== undefined) asked?.reject(new Error(`the inspector says: ${told.error.message}`))
      else asked?.resolve(told.result ?? {})
      return
    }
    switch (told.method) {
      case 'Target.targetCreated': {
        const { targetId, isPaused, isProvisional } = told.params.targetInfo
        for (const domain of ['Console', 'Network', 'Page']) this.#tell(targetId, `${domain}.enable`)
        if (isProvisional !== true) this.#show(targetId)
        // It waits until we have said what we want to hear.
        if (isPaused === true) this.#say('Target.resume', { targetId })
        return
      }
      case 'Target.didCommitProvisionalTarget':
        this.#leave(told.params.oldTargetId)
        this.#show(told.params.newTargetId)
        return
      case 'Target.targetDestroyed':
        this.#leave(told.params.targetId)
        return
      case 'Target.dispatchMessageFromTarget':
        this.hear(told.params.message)
        return
      case 'Page.frameNavigated':
        // A page of the same site takes the place of the last one in the same target.
        if (told.params.frame.parentId === undefined) this.#leave(this.#target)
        return
      case 'Console.messageAdded':
        this.messages.push(toMessage(told.params.message))
        return
      case 'Network.requestWillBeSent':
        this.#urls.set(told.params.requestId, told.params.request.url)
        this.requests.push(told.params.request.url)
        return
      case 'Network.loadingFailed': {
        const { requestId, errorText, canceled } = told.params
        // What a page gives up by itself is no fault.
        if (canceled !== true)
          this.messages.push({ kind: 'request', text: `${this.#urls.get(requestId)}: ${errorText}` })
        return
      }
    }
  }

  #show(targetId: string): void {
    this.#target = targetId
    this.#isThere.resolve()
  }

  /** A page that is gone, or that rests for a step back, answers nothing more. */
  #leave(targetId: string): void {
    for (const [id, { target, reject }] of this.#asked) {
      if (target !== targetId) continue
      this.#asked.delete(id)
      reject(new Error('the page was left before it answered'))
    }
  }

  #ask(target: string, method: string, params: object): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const ids = this.#tell(target, method, params)
    this.#asked.set(ids.asked, { target, resolve, reject })
    // The envelope may fail by itself, when its target is gone.
    this.#asked.set(ids.envelope, { target, resolve: () => undefined, reject })
    return promise
  }

  #tell(target: string, method: string, params: object = {}): { asked: number; envelope: number } {
    const asked = ++this.#lastId
    const message = JSON.stringify({ id: asked, method, params })
    return { asked, envelope: this.#say('Target.sendMessageToTarget', { targetId: target, message }) }
  }

  #say(method: string, params: object): number {
    const id = ++this.#lastId
    this.#send(JSON.stringify({ id, method, params }))
    return id
  }
}

interface Asked {
  readonly target: string
  resolve(answer: Answer): void
  reject(error: Error): void
}

interface Answer {
  readonly result?: { readonly objectId?: string; readonly value?: unknown }
}

type Told =
  | { id: number; result?: Answer; error?: { message: string } }
  | {
      method: 'Target.targetCreated'
      params: { targetInfo: { targetId: string; isPaused?: boolean; isProvisional?: boolean } }
    }
  | { method: 'Target.didCommitProvisionalTarget'; params: { oldTargetId: string; newTargetId: string } }
  | { method: 'Target.targetDestroyed'; params: { targetId: string } }
  | { method: 'Target.dispatchMessageFromTarget'; params: { message: string } }
  | { method: 'Page.frameNavigated'; params: { frame: { parentId?: string } } }
  | { method: 'Console.messageAdded'; params: { message: ConsoleMessage } }
  | { method: 'Network.requestWillBeSent'; params: { requestId: string; request: { url: string } } }
  | {
      method: 'Network.loadingFailed'
      params: { requestId: string; errorText: string; canceled?: boolean }
    }
