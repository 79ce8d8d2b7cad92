export { openPreferences, type PreferencesRoom } from './open-preferences.ts'
export { openProfile, type ProfileRoom } from './open-profile.ts'
