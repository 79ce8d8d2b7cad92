// What a show is talked about with. The player loads it once its picture plays; a page that wants it sooner imports it.
import './tote-chat.ts'
import './tote-poll.ts'
import './tote-reactions.ts'
