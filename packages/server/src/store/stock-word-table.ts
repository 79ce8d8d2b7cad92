/** Whether there is enough of something, as a shop's backend hears it. */
export type StockWord = 'in_stock' | 'low' | 'sold_out'

export interface StockWordTable {
  stock_word: { tenant_id: string; variant_id: string; word: StockWord }
}
