<?php
/* Scripts of WordPress that editor.js depends on. */
return [
    'dependencies' => ['wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element'],
    'version' => KalturaRoom\VERSION,
];
