import { ToteError, type ConsoleSession } from '@tote/protocol'
import { css, html, LitElement } from 'lit'
import { property, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { consoleStyles } from '../console.styles.ts'
import { createHubApi, type HubApi } from '../hub-api.ts'

type View =
  | { readonly status: 'checking' }
  | { readonly status: 'signedOut'; readonly problem: string }
  | { readonly status: 'signedIn'; readonly session: ConsoleSession; readonly page: 'studio' | 'sales' }

/** The host's page: sign in, then the studio, and what was sold. */
export class ToteConsole extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .checking {
        padding: 4rem;
        text-align: center;
      }
    `,
  ]

  @property({ attribute: false }) api: HubApi = createHubApi()
  @state() private view: View = { status: 'checking' }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#check()
  }

  override render() {
    switch (this.view.status) {
      case 'checking':
        return html`<p class="checking soft" role="status">Asking the hub…</p>`
      case 'signedOut':
        // The form takes the words away when it asks again; the same words may come back.
        return html`<tote-console-sign-in
          .problem=${live(this.view.problem)}
          @console-sign-in=${(event: CustomEvent<string>) => void this.#signIn(event.detail)}
        ></tote-console-sign-in>`
      case 'signedIn':
        return this.#page(this.view)
      default:
        return this.view satisfies never
    }
  }

  #page(view: Extract<View, { status: 'signedIn' }>) {
    const { session } = view
    switch (view.page) {
      case 'sales':
        return html`<tote-console-sales
          .api=${this.api}
          .session=${session}
          @console-open-studio=${() => (this.view = { ...view, page: 'studio' })}
          @console-sign-out=${() => void this.#signOut()}
        ></tote-console-sales>`
      case 'studio':
        return html`<tote-console-studio
          .api=${this.api}
          .session=${session}
          @console-open-sales=${() => (this.view = { ...view, page: 'sales' })}
          @console-sign-out=${() => void this.#signOut()}
        ></tote-console-studio>`
      default:
        return view.page satisfies never
    }
  }

  async #check(): Promise<void> {
    try {
      const session = await this.api.session()
      this.view =
        session === null
          ? { status: 'signedOut', problem: '' }
          : { status: 'signedIn', session, page: 'studio' }
    } catch (error) {
      this.view = { status: 'signedOut', problem: toProblem(error) }
    }
  }

  async #signIn(hostKey: string): Promise<void> {
    try {
      this.view = { status: 'signedIn', session: await this.api.signIn(hostKey), page: 'studio' }
    } catch (error) {
      this.view = { status: 'signedOut', problem: toProblem(error) }
    }
  }

  async #signOut(): Promise<void> {
    try {
      await this.api.signOut()
      this.view = { status: 'signedOut', problem: '' }
    } catch (error) {
      this.view = { status: 'signedOut', problem: toProblem(error) }
    }
  }
}

function toProblem(error: unknown): string {
  if (!(error instanceof ToteError)) return 'The hub answered something this console does not understand.'
  if (error.code === 'unauthorised' || error.code === 'invalid')
    return 'No show opens with this key. Copy the whole host key, hk_ included, from the hub’s terminal.'
  return error.message
}
