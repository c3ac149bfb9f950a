// @ts-check
{
  const {blocks, blockEditor, components, element} = /** @type {any} */ (window).wp;
  const {createElement} = element;

  /** The block while it is edited: which room, and no meeting. */
  const Edit = (/** @type {any} */ {attributes, setAttributes}) =>
    createElement(
      'div',
      blockEditor.useBlockProps(),
      createElement(
        components.Placeholder,
        {
          icon: 'video-alt2',
          label: 'Kaltura room',
          instructions: 'Who reads the page and is signed in meets here.',
        },
        createElement(components.TextControl, {
          label: 'Room ID',
          placeholder: '1_abcd1234',
          value: attributes.roomId,
          onChange: (/** @type {string} */ roomId) => setAttributes({roomId: roomId.trim()}),
        }),
      ),
    );

  // The server writes the element: a page holds the room's ID alone.
  blocks.registerBlockType('kaltura-room/room', {edit: Edit, save: () => null});
}
