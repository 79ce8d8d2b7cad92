import type { ProductView, Tote } from '@tote/core'
import type { LitElement, ReactiveController } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { createLoader } from '../internal/create-loader.ts'
import type { FilledTemplate } from './filled-template.ts'

export interface TemplateOptions {
  readonly words: MessagesController
  tote(): Tote | null
  open(product: ProductView): void
  close(): void
}

/**
 * A page's own drawing of a product: its `<template data-tote="card">`, or `"product"`, in the element or in the one
 * around it. What fills it is loaded where there is one.
 */
export class OwnTemplate implements ReactiveController {
  readonly #host: LitElement
  readonly #kind: 'card' | 'product'
  readonly #options: TemplateOptions
  #products: readonly ProductView[] = []
  #filled: FilledTemplate | undefined
  readonly #load = createLoader(
    () => import('./filled-template.ts'),
    ({ FilledTemplate: Filled }) => {
      const template = this.#find()
      if (template === null) return
      this.#filled = new Filled(this.#host, { template, kind: this.#kind, ...this.#options })
      this.#host.requestUpdate()
    },
  )

  constructor(host: LitElement, kind: 'card' | 'product', options: TemplateOptions) {
    this.#host = host
    this.#kind = kind
    this.#options = options
    host.addController(this)
  }

  /** Whether the page draws these itself: then the host draws the slot of this name, and nothing of its own. */
  takes(products: readonly ProductView[]): boolean {
    const template = this.#find()
    this.#products = template === null ? [] : products
    if (template !== null) this.#load()
    return template !== null
  }

  hostUpdated(): void {
    this.#filled?.fill(this.#products)
  }

  hostDisconnected(): void {
    this.#filled?.remove()
  }

  #find(): HTMLTemplateElement | null {
    let around: Element | null = this.#host
    while (around !== null) {
      const found: HTMLTemplateElement | null = around.querySelector(
        `:scope > template[data-tote="${this.#kind}"]`,
      )
      if (found !== null) return found
      const root: Node = around.getRootNode()
      around = root instanceof ShadowRoot ? root.host : null
    }
    return null
  }
}
