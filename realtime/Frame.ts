/**
 * One unmasked, unfragmented text frame of RFC 6455. It is built once and written to the socket of every receiver: a server
 * frame without compression is the same for all of them.
 */
export const text = (message: string): Buffer => {
  const length = Buffer.byteLength(message)
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = 0x81
  if (length < 126) frame[1] = length
  else if (length < 65_536) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(message, headerLength)
  return frame
}
