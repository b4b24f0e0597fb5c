/** For `like`: the `%` and `_` in what somebody typed stand for themselves. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&")
