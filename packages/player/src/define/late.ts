// What the player loads once its picture plays. A page that wants some of it sooner imports that.
import './talk.ts'
import './tote-friends.ts'
import './tote-mini.ts'
import './tote-moments.ts'
import './tote-note.ts'

export { togglePip } from '../pip/toggle-pip.ts'
export { resumeSight } from '../tote-mini/resume-sight.ts'
