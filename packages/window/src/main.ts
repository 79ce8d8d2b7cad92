import { defineWindow } from './define-window.ts'

defineWindow()
