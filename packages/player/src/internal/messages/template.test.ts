import { expect, test } from 'vitest'
import { english } from './english.ts'
import { fillTemplate } from './template.ts'

test('names in braces are filled in, and numbers written as the language writes them', () => {
  expect(fillTemplate('{title}: {count}', { title: 'Vase', count: 1234.5 }, 'de')).toBe('Vase: 1.234,5')
})

test('what is not given stays in its braces', () => {
  expect(fillTemplate('From {price}', {}, 'en')).toBe('From {price}')
})

test('a value is not filled in a second time', () => {
  expect(fillTemplate('{a}', { a: '{b}', b: 'no' }, 'en')).toBe('{b}')
})

test.for([
  [0, 'nic'],
  [1, '1 rzecz'],
  [3, '3 rzeczy'],
  [5, '5 sztuk'],
  [22, '22 rzeczy'],
] as const)('the form follows the plural of the language: %i', ([count, text]) => {
  const forms = {
    by: 'count',
    zero: 'nic',
    one: '{count} rzecz',
    few: '{count} rzeczy',
    other: '{count} sztuk',
  }
  expect(fillTemplate(forms, { count }, 'pl')).toBe(text)
})

test('every English text with forms is told apart by a number that it may name', () => {
  for (const template of Object.values(english)) {
    if (typeof template === 'string') continue
    expect(template.other).toContain(`{${template.by}}`)
  }
})
