/** What viewers of a show say and vote. As in `Tables`. */
export interface CrowdTables {
  chat: {
    tenant_id: string
    show_id: string
    id: string
    journey_id: string | null
    text: string
    at: number
    removed_at: number | null
  }
  poll_vote: { tenant_id: string; poll_id: string; journey_id: string; option: number; at: number }
}
