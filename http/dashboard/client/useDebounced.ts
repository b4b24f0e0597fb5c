import { useEffect, useState } from "react"

/** The value as it was once it has stayed the same for so long. */
export const useDebounced = <A>(value: A, millis: number): A => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis)
    return () => clearTimeout(timer)
  }, [value, millis])
  return settled
}
