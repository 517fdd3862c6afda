/** Something was not as the demo's script has it. */
export class Different extends Error {
  override readonly name = 'Different';
}
