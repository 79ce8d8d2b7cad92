import { ToteError, type ConsoleSession } from '@tote/protocol'
import { css, html, LitElement } from 'lit'
import { property, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { consoleStyles } from '../console.styles.ts'
import { takePickupCode } from '../console-pickups/typed-code.ts'
import { createHubApi, type HubApi } from '../hub-api.ts'

type View =
  | { readonly status: 'checking' }
  | { readonly status: 'signedOut'; readonly problem: string }
  | { readonly status: 'signedIn'; readonly session: ConsoleSession; readonly page: Page }

type Page = 'studio' | 'sales' | 'pickups' | 'audit'

/**
 * The host's page: sign in, then the studio, what was sold, what stores hand over and send, and what was done; of these an
 * associate has the orders alone.
 */
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

  /** What a phone's camera opened this page with. */
  #scanned: string | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.#scanned = takePickupCode(window)
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
      case 'pickups':
        return html`<tote-console-pickups
          .api=${this.api}
          .session=${session}
          .scanned=${this.#scanned}
          @console-open-studio=${() => this.#leavePickups(view)}
          @console-sign-out=${() => void this.#signOut()}
        ></tote-console-pickups>`
      case 'audit':
        return html`<tote-console-audit
          .api=${this.api}
          .session=${session}
          @console-open-studio=${() => (this.view = { ...view, page: 'studio' })}
          @console-sign-out=${() => void this.#signOut()}
        ></tote-console-audit>`
      case 'studio':
        return html`<tote-console-studio
          .api=${this.api}
          .session=${session}
          @console-open-sales=${() => (this.view = { ...view, page: 'sales' })}
          @console-open-pickups=${() => (this.view = { ...view, page: 'pickups' })}
          @console-open-audit=${() => (this.view = { ...view, page: 'audit' })}
          @console-sign-out=${() => void this.#signOut()}
        ></tote-console-studio>`
      default:
        return view.page satisfies never
    }
  }

  async #check(): Promise<void> {
    try {
      const session = await this.api.session()
      this.view = session === null ? { status: 'signedOut', problem: '' } : this.#enter(session)
    } catch (error) {
      this.view = { status: 'signedOut', problem: toProblem(error) }
    }
  }

  async #signIn(key: string): Promise<void> {
    try {
      this.view = this.#enter(await this.api.signIn(key))
    } catch (error) {
      this.view = { status: 'signedOut', problem: toProblem(error) }
    }
  }

  #enter(session: ConsoleSession): View {
    const isForPickups = session.associate !== undefined || this.#scanned !== null
    return { status: 'signedIn', session, page: isForPickups ? 'pickups' : 'studio' }
  }

  #leavePickups(view: Extract<View, { status: 'signedIn' }>): void {
    this.#scanned = null
    this.view = { ...view, page: 'studio' }
  }

  async #signOut(): Promise<void> {
    this.#scanned = null

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
    return 'Nothing opens with this key. Copy the whole of it, hk_ or ak_ included.'
  return error.message
}
