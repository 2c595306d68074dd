export type Role = 'super_admin' | 'moderator' | 'specialist'
export type Locale = 'ru' | 'en'
