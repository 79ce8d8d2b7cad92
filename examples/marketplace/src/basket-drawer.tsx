import { ToteCart } from '@tote/react'
import { useEffect, useRef } from 'react'

/** The basket that follows the shopper, in a drawer of the marketplace's own. */
export function BasketDrawer({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      className="drawer"
      aria-label="Basket"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="drawer-body">
        <button className="drawer-close" type="button" aria-label="Close the basket" onClick={onClose}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m6 6 12 12M18 6 6 18" />
          </svg>
        </button>
        <ToteCart />
      </div>
    </dialog>
  )
}
